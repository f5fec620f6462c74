export { readBackCodes } from "@valise/crisis";
