/** The guide through the demonstration's exercise. */
export default {
    "exercise.idle": "New here? Start the exercise",
    "exercise.idle.text":
        "An earthquake, played by people of three agencies, in under five minutes: alarms, answers, a cut link, emergency rooms, roll call, log. Everything is marked as an exercise.",
    "exercise.start": "Start the exercise",
    "exercise.again": "Start it again",
    "exercise.stop": "Stop the exercise",
    "exercise.try": "Try it:",
    "exercise.place": "Exercise, {{number}} of {{count}}:",
    "exercise.gathering": "The exercise is about to begin",
    "exercise.gathering.text":
        "People of three agencies sign in and go on watch. The first time this takes up to a minute.",
    "exercise.ended": "The exercise is over",
    "exercise.ended.text":
        "The record of its first room was written as a signed archive, and checked. The people stay: what you broadcast now, they answer.",
    "exercise.failed": "The exercise could not be held",
    "exercise.failed.text": "The terminal in which the demonstration runs says why.",
    "exercise.activation": "the crisis begins",
    "exercise.activation.text":
        "The Foreign Ministry opens the crisis by a plan signed in peacetime. Whoever is on watch in each agency is in its first room at once.",
    "exercise.activation.try":
        "Take the watch that is offered to you under People on duty: your agency’s answers then come to you. Accept the invitation in the list of rooms.",
    "exercise.flash": "a FLASH to everyone",
    "exercise.flash.text": "It alarms on every screen. The answers go to each agency’s own cell, never into the room.",
    "exercise.flash.try":
        "Choose an answer and press A. Below, whoever has the watch sees who has it, who has not, and why.",
    "exercise.escalation": "who has not answered",
    "exercise.escalation.text":
        "By its plan the alarm sounds again, then deputies are called. It goes on when the sender’s computer is off.",
    "exercise.escalation.try": "Prove the broadcast by telephone: its six words are the same on every screen.",
    "exercise.link-down": "a link is cut",
    "exercise.link-down.text":
        "The Intelligence Service is cut off. A second broadcast reaches it as a sealed file, a bag, that a courier carries.",
    "exercise.link-down.try": "See under Coverage how its people stay at “not delivered” until their answers come.",
    "exercise.link-up": "the link is back",
    "exercise.link-up.text": "What waited arrives by itself. Nothing is doubled, and nothing alarms a second time.",
    "exercise.link-up.try": "Watch the late answers come in. Nobody types anything for it.",
    "exercise.room": "a second emergency room",
    "exercise.room.text":
        "Evacuation flights: a room that stood by since peacetime is claimed and named. Where none stood by, it is made now.",
    "exercise.room.try": "Open it under Emergency rooms and write to the others.",
    "exercise.roll-call": "roll call",
    "exercise.roll-call.text":
        "Everyone says how they are, and where. Deputies answer for those who cannot. Who needs help stands first.",
    "exercise.roll-call.try": "Answer for yourself in the overview; then look under Roll call.",
    "exercise.log": "the record",
    "exercise.log.text":
        "A situation report, a decision and a task. Each author’s entries form a chain in which nothing can be left out unseen.",
    "exercise.log.try": "Look under Log and Tasks; record a decision of your own.",
    "exercise.closing": "closing",
    "exercise.closing.text":
        "Recovery, then the record leaves as one signed archive that can be checked without a network, then both rooms are closed.",
    "exercise.closing.try": "Export the record yourself: Log, After-action export.",
} as const;
