/** Event types and names of provisioning that only its adapter needs. */
export const registerWire = {
    /** Local part of the alias of an agency's register: the server lets one room alone have it. */
    alias: "org.valise.provisioning",
    lock: "org.valise.provisioning.lock",
    audit: "org.valise.provisioning.audit",
} as const;

export const ENCRYPTED_STATE = "io.element.msc4362.encrypt_state_events";
