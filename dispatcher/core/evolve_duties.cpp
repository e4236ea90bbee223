namespace carehub::core {}
