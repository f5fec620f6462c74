/** Codes of trust data, one’s own clearance and a room’s gate (`GATE_CODES`): what is so, and what to do next. */
export default {
    "gate.code.TRUST_NONE": "No community whose clearances count is set up here, so no room can carry a label.",
    "gate.code.TRUST_MISSING": "The community’s trust data has not reached this device yet.",
    "gate.code.DESK_NO_OFFICER": "No security officer is set up here to whom a request could go.",
    "gate.code.HOLDER_NO_MASTER_KEY":
        "Your identity’s key is not on this device, so it can neither show your clearance nor sign.",
    "gate.code.HOLDER_NOT_NEWER": "The clearance you hold is newer than this one.",
    "gate.code.GATE_HISTORY": "The history of this room is open to more than its members, so nothing is sent.",
    "gate.code.GATE_STORE": "What this device remembers of the room cannot be read, so nothing is sent.",
    "gate.code.GATE_NAME_CLEAR": "A name that came unencrypted was left out.",
    "gate.code.GATE_AGENCY": "This person belongs to none of the room’s agencies.",
    "gate.code.GATE_NO_IDENTITY": "This person has not set up an identity yet, so nobody can admit them.",
    "gate.next.ask-administrator": "Ask your administrator.",
    "gate.next.get-trust-data": "It comes by itself when your server answers; else ask your administrator.",
    "gate.next.recover-identity": "Enter your recovery code, or confirm this device from another one of yours.",
    "gate.next.choose-others": "Leave this person out, or ask their agency.",
    "gate.next.report": "Give the code to your security officer.",
    "gate.next.none": "There is nothing to do.",
};
