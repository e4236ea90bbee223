#include "tools/simulate/stories.hpp"

#include <algorithm>
#include <array>

#include "protocols/base/assert.hpp"

namespace carehub::tools::simulate {
namespace {

using enum Need;

// Sorted by need.
constexpr std::array stories{
    Story{falls, 66, 97, 700, "Fall, cannot get up",
          "Slipped from the bed while reaching for the commode. No pain, did not hit the head, cannot get up alone."},
    Story{falls, 70, 96, 600, "Fall in the bathroom",
          "Legs gave way at the basin and slid down the wall. Bruised elbow, moving everything, too weak to stand."},
    Story{falls, 62, 94, 350, "Fall in the garden, now indoors",
          "Tripped over the hose. Walked in with help, sore knee, no blood thinners, wants looking over."},
    Story{falls, 74, 98, 800, "Third fall this week",
          "Found sitting by the chair by the carer. No injury seen, a little more unsteady each day."},
    Story{falls, 58, 90, 500, "Pendant alarm, on the floor",
          "Answered the pendant, on the bedroom floor, warm and talking. Neighbour has a key."},
    Story{frailty, 72, 99, 800, "Off legs",
          "Not walked since yesterday, was managing with a frame. Eating little, drinking with prompting."},
    Story{frailty, 76, 98, 750, "Frailty, getting worse",
          "Sleepier over three days, not finishing meals, needs two to transfer where it was one."},
    Story{frailty, 70, 95, 600, "Chest infection and frail",
          "On antibiotics since Thursday, still coughing, tired out by crossing the room. Not breathless at rest."},
    Story{frailty, 68, 96, 700, "Swollen legs, leaking",
          "Both legs weeping since the weekend, slower on the feet, no fever."},
    Story{reduced_function, 65, 94, 700, "Cannot manage the stairs",
          "Home from hospital two days, cannot get upstairs to bed or bathroom, sleeping in a chair."},
    Story{reduced_function, 60, 92, 600, "Back pain, stuck in the chair",
          "Known bad back, seized up lifting shopping. Feeling in both legs, passing water, cannot stand for long."},
    Story{reduced_function, 72, 95, 700, "Transfers getting unsafe",
          "Hoist sling torn and daughter lifting by hand. Needs a transfer assessment today."},
    Story{palliative, 55, 95, 850, "End of life, pain",
          "Expected to die at home. Pain breaking through the syringe driver since lunch, family frightened."},
    Story{palliative, 58, 94, 850, "Palliative, vomiting",
          "Cannot keep the oral morphine down, settled otherwise. Just-in-case box is in the house."},
    Story{palliative, 62, 97, 900, "End of life, restless",
          "Pulling at the sheets and calling out since the evening. Family want to stay at home."},
    Story{urgent_equipment, 60, 93, 700, "Urgent commode",
          "Bathroom is upstairs and the stairs are no longer safe. Commode would avoid an admission tonight."},
    Story{urgent_equipment, 65, 95, 800, "Hospital bed failed",
          "Profiling bed stuck upright, mattress deflating. Pressure area on the heel."},
    Story{confusion, 72, 97, 650, "New confusion",
          "Off food two days, muddled since noon, did not know the daughter. Passing water more often."},
    Story{confusion, 75, 98, 700, "More confused than usual",
          "Known dementia, much worse since yesterday, up all night, hot to touch."},
    Story{confusion, 68, 93, 500, "Muddled and sleepy",
          "Neighbour found the door open and the cooker on. Talking, but in the wrong year."},
    Story{catheter, 58, 94, 750, "Blocked catheter",
          "Nothing in the bag since morning, lower belly tight and sore. Long-term catheter, last changed five weeks "
          "ago."},
    Story{catheter, 62, 95, 700, "Catheter leaking",
          "By-passing since last night, bed wet twice. Comfortable, no fever."},
    Story{catheter, 50, 90, 600, "Catheter pulled out",
          "Came out while turning in bed, balloon up. A little blood, wants to pass water and cannot."},
    Story{diabetes, 45, 88, 300, "Diabetes, high sugars",
          "Reading 24 twice since noon, thirsty, ketones low. Vomited once, drinking well."},
    Story{diabetes, 60, 92, 650, "Insulin missed",
          "Carer could not get in this morning, insulin not given. Sugar 19, feels all right."},
    Story{diabetes, 50, 85, 300, "Low sugar, recovered",
          "Sugar 3.1 before tea, up to 6 after juice and toast. Lives alone, worried about the night."},
    Story{carer_breakdown, 70, 96, 800, "Carer taken ill",
          "Wife who does all the care has been admitted. Cannot be left alone overnight."},
    Story{carer_breakdown, 68, 94, 750, "Carer exhausted",
          "Daughter has not slept for three nights and says she cannot go on. Needs help with every move."},
    Story{mental_health_crisis, 18, 70, 50, "Mental health crisis",
          "Cannot stop crying, has not slept for four nights, thoughts of not being here. No plan, wants to talk to "
          "someone tonight."},
    Story{mental_health_crisis, 18, 62, 50, "Panic, cannot be alone",
          "Panic attacks since the afternoon, pacing, partner is with them. Known to the crisis team last year."},
    Story{mental_health_crisis, 18, 55, 50, "Hearing voices again",
          "Stopped tablets three weeks ago, voices back and frightening. Will meet somebody, does not want hospital."},
    Story{mental_health_crisis, 10, 17, 30, "Young person in distress",
          "Locked in the bedroom, old scratches on the arm, not hurt today. Parent is with them and will bring them."},
    Story{mental_health_crisis, 18, 66, 50, "Low and desperate",
          "Lost the job on Friday, drinking a little, says there is no point. Safe with a friend for the evening."},
    Story{social_crisis, 65, 92, 600, "No heating, no food",
          "Power off since yesterday and the cupboard bare. Cold but well, lives alone."},
    Story{social_crisis, 70, 94, 700, "Care package failed",
          "Evening carer did not come and the agency does not answer. Needs help to bed."},
    Story{social_crisis, 60, 90, 400, "Neighbour worried",
          "Post piling up, speaks through the letter box, will not open. Says they are fine."},
    Story{minor_illness, 19, 82, 60, "Sore throat and fever",
          "Three days of sore throat, swallowing hurts, drinking well. Fever comes down with paracetamol."},
    Story{minor_illness, 17, 78, 60, "Burning water",
          "Burning and going often since yesterday, no fever, no back pain."},
    Story{minor_illness, 1, 9, 0, "Child with earache",
          "Crying with one ear since the night, warm, playing in between. Drinking and passing water."},
    Story{minor_illness, 25, 84, 120, "Chest cold, cough",
          "Coughing green for five days, tired, not breathless. Asthma, using the inhaler a little more."},
    Story{minor_illness, 20, 75, 50, "Rash on the leg", "Red warm patch on the shin growing since Friday, no fever."},
    Story{minor_illness, 1, 6, 0, "Child with vomiting",
          "Vomited four times since morning, keeping sips down now, wet nappies, alert."},
    Story{minor_illness, 78, 95, 850, "Cough, cannot come out",
          "Housebound, coughing for a week, more tired. Eating a little, no worse lying flat."},
    Story{minor_injury, 8, 60, 20, "Twisted ankle",
          "Went over on the ankle at football, swollen on the outside, can take four steps."},
    Story{minor_injury, 18, 70, 20, "Cut hand",
          "Kitchen knife, two-centimetre cut on the palm, bleeding stopped with pressure, moving all fingers."},
    Story{minor_injury, 2, 12, 0, "Bead in the nose",
          "Pushed a bead up the nose this morning. Breathing well, not upset."},
    Story{minor_injury, 20, 80, 30, "Burn on the forearm",
          "Splash from a pan, hand-sized and red, small blister, under the tap for twenty minutes."},
    Story{medication, 45, 90, 250, "Ran out of tablets",
          "Repeat not sent through, last blood pressure tablets yesterday. Feels well."},
    Story{medication, 50, 92, 400, "Two doses taken",
          "Took the morning blister twice by mistake. Feels well, list of tablets to hand."},
    Story{medication, 30, 80, 100, "New tablets, itching",
          "Itchy since starting antibiotics two days ago. No swelling, breathing well."},
    Story{other, 20, 85, 100, "Advice after a clinic visit",
          "Told a result would come today and heard nothing. Worried, no new symptoms."},
    Story{other, 25, 80, 100, "Dental pain",
          "Tooth pain since the weekend, cheek a little swollen, mouth opens. Eating soft food."},
    Story{other, 30, 88, 200, "Dressing has come off",
          "Leg dressing slipped in the shower, wound clean. Next visit in two days."},
    Story{other, 18, 75, 50, "Wants to know what is open",
          "Staying with family, has a long-term condition, asks where to go if it gets worse."},
};

constexpr std::array red_flags{
    RedFlagStory{"chest_pain", "Chest pain", "When asked: heavy pain across the chest for twenty minutes, sweating."},
    RedFlagStory{"stroke_signs", "Face dropped",
                 "When asked: mouth dropped on one side and words slurred since this morning."},
    RedFlagStory{"sepsis_suspected", "Very unwell, shivering",
                 "When asked: shaking, breathing fast, skin mottled, hard to rouse."},
    RedFlagStory{"head_injury", "Fall, hit the head",
                 "When asked: hit the head, on blood thinners, has vomited twice."},
    RedFlagStory{"overdose_taken", "Has taken tablets", "When asked: took a handful of tablets an hour ago."},
};

static_assert(std::ranges::is_sorted(stories, {}, &Story::need));

}  // namespace

std::span<const Story> stories_of(Need need) {
  const auto found = std::ranges::equal_range(stories, need, {}, &Story::need);
  CAREHUB_ASSERT(!found.empty(), "{}", static_cast<int>(need));
  return found;
}

std::span<const RedFlagStory> red_flag_stories() {
  return red_flags;
}

}  // namespace carehub::tools::simulate
