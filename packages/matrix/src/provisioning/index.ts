export { type AgencyServerParts, createAgencyServer } from "./createAgencyServer.ts";
