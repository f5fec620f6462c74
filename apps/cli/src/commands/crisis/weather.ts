import { until } from "../../engine/until.ts";
import { type Context, withReadySession } from "../Context.ts";

/** When this device last heard of each agency, and how many of its people broadcasts are on their way to. */
export function showWeather(context: Context): Promise<void> {
    return withReadySession(context, async (engine) => {
        const known = await until(
            engine,
            { topic: "crisis" },
            ({ weather }) => (weather.length === 0 ? null : weather),
            10,
        );
        const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
        const rows = known.map(({ agency, lastHeardMs, lastSaidMs, waiting }) => ({
            ...{ agency, lastHeard: time(lastHeardMs), lastSaid: time(lastSaidMs), waiting },
        }));
        const plain = rows.map(({ agency, lastHeard, lastSaid, waiting }) =>
            [agency, lastHeard ?? "-", lastSaid ?? "-", waiting].join("\t"),
        );
        context.output.data(rows, plain.join("\n"));
    });
}
