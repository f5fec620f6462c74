/** The end of a crisis. */
export default {
    "closing.title": "End of the crisis",
    "closing.tasks_one": "{{count}} task is still open",
    "closing.tasks_other": "{{count}} tasks are still open",
    "closing.noTasks": "No task is open.",
    "closing.rooms": "All of its rooms are closed: {{names}}.",
    "closing.readable": "Rooms and log stay readable for whoever could read them.",
    "closing.keys": "Keys are renewed on every device: what is written afterwards is under others.",
    "closing.final": "It cannot be opened again; a new crisis gets new rooms.",
    "closing.archive": "Write the after-action archive first",
    "closing.files": "With the files that were sent",
    "closing.state": "Final state: the last report in the log",
    "closing.submit": "End the crisis",
} as const;
