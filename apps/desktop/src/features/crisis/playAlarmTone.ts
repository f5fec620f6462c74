/**
 * What is real: two tones that carry over a room and through a closed door, three times. An exercise: one lower tone, twice,
 * with a rest. No file, so nothing can be missing.
 */
const sounds = {
    actual: { tonesHz: [880, 660, 880, 660, 880, 660], everyS: 0.28 },
    exercise: { tonesHz: [440, 440], everyS: 0.7 },
} as const;
const toneS = 0.28;
const volume = 0.5;
const longestStartMs = 1_000;

let opening: Promise<AudioContext> | undefined;

/**
 * Sounds once. Where the machine has no sound, or a browser allows none before the first click, strip and frame say it all
 * the same; what waited for that click sounds once and not as often as it was due.
 */
export function playAlarmTone(as: keyof typeof sounds): void {
    opening ??= openAudio();
    opening.then(
        (audio) => {
            const playWhenRunning = () => {
                if (audio.state !== "running") return;
                audio.onstatechange = null;
                playTones(audio, as);
            };
            audio.onstatechange = playWhenRunning;
            void audio.resume().catch(() => undefined);
            playWhenRunning();
        },
        () => {
            opening = undefined;
        },
    );
}

/**
 * The first context of a browser keeps the page's thread waiting until the browser's sound service has started (50 to 75 ms,
 * just when the alarm is drawn). Asking for the devices starts it as well, and is answered later; where a device hangs, it is
 * not waited for.
 */
async function openAudio(): Promise<AudioContext> {
    const started = navigator.mediaDevices?.enumerateDevices().catch(() => undefined);
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, longestStartMs))]);
    return new AudioContext();
}

function playTones(audio: AudioContext, as: keyof typeof sounds): void {
    const startS = audio.currentTime + 0.02;
    const { tonesHz, everyS } = sounds[as];
    tonesHz.forEach((hz, at) => void playTone(audio, hz, startS + at * everyS));
}

/** Square waves are heard on small loudspeakers; the ramps keep them from cracking. */
function playTone(audio: AudioContext, hz: number, startS: number): void {
    const oscillator = new OscillatorNode(audio, { type: "square", frequency: hz });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(volume, startS + 0.01);
    gain.gain.setValueAtTime(volume, startS + toneS - 0.03);
    gain.gain.linearRampToValueAtTime(0, startS + toneS);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(startS);
    oscillator.stop(startS + toneS);
}
