import { config } from "zod";

// Zod tries `new Function` when the first object schema is made. The content security policy refuses that and reports it
// each time, which would hide a report that matters. Imported before anything that makes a schema.
config({ jitless: true });
