export { readBackCode as readBackIn } from "@valise/crisis";
