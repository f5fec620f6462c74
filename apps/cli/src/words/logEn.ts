/** Texts of the log and its archive. */
export const logEn = {
    "help.crisis.publish":
        "sign a plan or an agency’s duty roles and file it in a channel, with the role DIRECTORY (CRISIS for a template)",
    "help.publishKind": "what the file is",
    "help.payloadFile": "the statement’s payload as JSON",
    "help.log": "a room’s log: situation reports, decisions, tasks",
    "help.log.list": "print the log, oldest first, and whether each author’s entries are all there",
    "help.log.add": "add to the log and print the entry’s key",
    "help.log.kind": "what is added",
    "help.log.title": "the entry in one line, or - for stdin",
    "help.log.text": "more of it",
    "help.log.instead": "of a decision: what was decided against",
    "help.log.owner": "of a task: who does it",
    "help.log.due": "of a task: by when; of a situation report: when the next one follows (90s, 10m, 2h)",
    "help.log.of": "of task-done: the key of the task",
    "help.log.archive": "write one signed archive of the room into a folder",
    "help.log.out": "folder to write it to",
    "help.verifyArchive": "check a signed archive without any network; exits 3 when it must not be relied on",
    "help.archiveFile": "the archive, as valise log archive wrote it",
    "help.atFile": "status lists of the signers’ agencies, as files",
    "say.archiveGap": "The log is incomplete: {gap}.",
    "failure.archiveFaults":
        "This archive must not be relied on: {faults}. Ask whoever gave it to you for another copy, and keep this one as evidence.",
    "usage.zip": "{path} is not an archive that can be read: {why}.",
    "zip.notZip": "it is no zip file, or it is damaged",
    "zip.tooLarge": "it would unpack to more than 512 MiB",
} as const;
