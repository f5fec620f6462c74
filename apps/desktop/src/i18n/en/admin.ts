/** The administrator’s place. */
export default {
    "admin.code.ADMIN_NOT_ATTESTED": "You hold no clearance in force with the role of administrator.",
    "admin.code.ADMIN_NOT_CONFIGURED": "This machine is not set up to reach the administration of your homeserver.",
    "admin.code.ADMIN_NOT_SERVER_ADMIN": "The homeserver does not count your account among its administrators.",
    "admin.code.ADMIN_OTHER_AGENCY": "The manifest names no agency with your homeserver.",
    "admin.code.ADMIN_NO_MANIFEST": "No manifest is open, or its files can no longer be read.",
    "admin.code.ADMIN_SIGNATURES": "The folder’s signatures.json is not what officers give back.",
    "admin.code.ADMIN_BUSY": "An apply is under way here already.",
    "admin.next.ADMIN_NOT_ATTESTED": "Ask your security officer.",
    "admin.next.ADMIN_NOT_CONFIGURED": "Have the address of the admin API put into this machine’s configuration.",
    "admin.next.ADMIN_NOT_SERVER_ADMIN": "Have another administrator make your account one of theirs.",
    "admin.next.ADMIN_OTHER_AGENCY": "Open the manifest of your own agency.",
    "admin.next.ADMIN_NO_MANIFEST": "Choose the manifest’s folder again.",
    "admin.next.ADMIN_SIGNATURES": "Put the file that officers gave back into the folder, or remove it.",
    "admin.next.ADMIN_BUSY": "Wait until it ends, or stop it.",
} as const;
