/** Synapse's logging (Python `logging.config`): warnings and the start-up lines only, never request lines with tokens. */
export function logConfig(logFile: string): Record<string, unknown> {
    return {
        version: 1,
        disable_existing_loggers: false,
        formatters: { plain: { format: "%(asctime)s %(levelname)s %(name)s %(request)s %(message)s" } },
        filters: { context: { "()": "synapse.logging.context.LoggingContextFilter" } },
        handlers: {
            file: {
                class: "logging.handlers.RotatingFileHandler",
                formatter: "plain",
                filters: ["context"],
                filename: logFile,
                maxBytes: 10_000_000,
                backupCount: 2,
                encoding: "utf8",
            },
        },
        loggers: {
            "synapse.storage.SQL": { level: "WARNING" },
            "synapse.access": { level: "WARNING" },
            "synapse.app": { level: "INFO" },
        },
        root: { level: "WARNING", handlers: ["file"] },
    };
}
