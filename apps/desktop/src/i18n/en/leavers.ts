/** Who left another agency and is still in rooms here (packages/provisioning/SPEC.md 4.6). */
export default {
    "admin.leavers.asked": "Asked by partners",
    "admin.leavers.asked.text":
        "These accounts have ended, their own agency says, and are still in rooms of this server. Nobody is removed unless you do it.",
    "admin.leavers.asked.none": "Nobody who left a partner is in a room here",
    "admin.leavers.noTrustRoom":
        "This agency has no trust room: it can neither ask partners nor be asked. Name one under trust in the manifest.",
    "admin.leavers.since": "Since",
    "admin.leavers.rooms": "Still in",
    "admin.leavers.cannot": "nobody here can remove them",
    "admin.leavers.remove": "Remove…",
    "admin.leavers.remove.name": "Remove {{name}} from the rooms here",
    "admin.leavers.remove.submit": "Remove from these rooms",
    "admin.leavers.ask": "Remove {{name}} from the rooms here?",
    "admin.leavers.why":
        "Their own agency has closed the account. The partner is told once they are in no room here any more.",
    "admin.leavers.done_one": "{{name}} is out of {{count}} room.",
    "admin.leavers.done_other": "{{name}} is out of {{count}} rooms.",
    "admin.leavers.manifestNote":
        "If your manifest names them, take them out of it: the next plan then takes them off rosters.",
    "admin.leavers.notAsked": "The agency of {{name}} no longer says that the account has ended. Nothing was removed.",
    "admin.leavers.own": "Asked of partners",
    "admin.leavers.own.text":
        "People who left here. A partner answers when its administrator has looked and nobody is left in a room there.",
    "admin.leavers.own.none": "Nobody has left.",
    "admin.leavers.cleared": "Out of every room at",
    "admin.leavers.open": "No answer yet",
    "admin.leavers.all": "all have answered",
} as const;
