/**
 * Where Synapse's defaults do not suit a crisis. Each line says what the default does to people in one.
 * Rates are per second and sized for an agency behind one address whose duty officers all act at once; password
 * guessing stays slow (`failed_attempts`), since that limit is per account and costs an honest person nothing.
 */
export const crisisSettings = {
    // Default 10 min growing to a week: a link that was down over lunch would stay silent for hours after it is back.
    federation: {
        destination_min_retry_interval: "2s",
        destination_retry_multiplier: 2,
        destination_max_retry_interval: "10s",
        client_timeout: "20s",
        max_short_retries: 2,
        max_long_retries: 4,
        max_long_retry_delay: "10s",
    },
    rc_message: { per_second: 50, burst_count: 500 },
    // Default 0.003/s burst 5 per address: the sixth person behind the agency's gateway waits five minutes.
    rc_login: {
        address: { per_second: 20, burst_count: 200 },
        account: { per_second: 1, burst_count: 20 },
        failed_attempts: { per_second: 0.05, burst_count: 10 },
    },
    rc_joins: {
        local: { per_second: 20, burst_count: 200 },
        // Default 0.01/s burst 10: the eleventh person of a partner joins an emergency room after 100 s.
        remote: { per_second: 20, burst_count: 200 },
    },
    rc_joins_per_room: { per_second: 50, burst_count: 500 },
    rc_room_creation: { per_second: 10, burst_count: 100 },
    rc_invites: {
        per_room: { per_second: 20, burst_count: 500 },
        // Default 0.003/s burst 5: a sixth call to the same duty officer in half an hour is refused.
        per_user: { per_second: 5, burst_count: 100 },
        per_issuer: { per_second: 20, burst_count: 500 },
    },
    rc_key_requests: { per_second: 100, burst_count: 1000 },
    rc_media_create: { per_second: 20, burst_count: 200 },
    remote_media_download_per_second: "20M",
    rc_delayed_event_mgmt: { per_second: 5, burst_count: 50 },
    rc_federation: { window_size: 1000, sleep_limit: 500, sleep_delay: 20, reject_limit: 5000, concurrent: 20 },
    federation_rr_transactions_per_room_per_second: 50,
} as const;
