/** Two tones that carry over a room and through a closed door, three times; no file, so nothing can be missing. */
const tonesHz = [880, 660] as const;
const toneS = 0.28;
const rounds = 3;
const volume = 0.5;

let context: AudioContext | undefined;

/**
 * Sounds once. Where the machine has no sound, or a browser allows none before the first click, strip and frame say it all
 * the same; what waited for that click sounds once and not as often as it was due.
 */
export function playAlarmTone(): void {
    try {
        context ??= new AudioContext();
        const audio = context;
        const playWhenRunning = () => {
            if (audio.state !== "running") return;
            audio.onstatechange = null;
            playTones(audio);
        };
        audio.onstatechange = playWhenRunning;
        void audio.resume().catch(() => undefined);
        playWhenRunning();
    } catch {
        context = undefined;
    }
}

function playTones(audio: AudioContext): void {
    const startS = audio.currentTime + 0.02;
    for (let at = 0; at < rounds * tonesHz.length; at += 1) {
        playTone(audio, tonesHz[at % tonesHz.length] ?? tonesHz[0], startS + at * toneS);
    }
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
