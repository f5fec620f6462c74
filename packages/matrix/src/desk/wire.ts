/** A clearance on its way from the officer to a device of its holder; always inside Olm. */
export const ISSUED_TYPE = "org.valise.clearance.issued";
