use super::*;

const TURNS: u32 = 2000;

fn seen(turn: u32, received_bytes: u64, others_bytes: u64) -> Observation {
    Observation {
        at: OBSERVE * turn,
        elapsed: OBSERVE,
        starved: OBSERVE * 9 / 10,
        received_bytes,
        others_bytes,
        slow_down: false,
        arriving: false,
        latency: Duration::ZERO,
    }
}

/// What comes in an observation at so many MiB/s.
fn bytes(mib_per_sec: u64) -> u64 {
    mib_per_sec * MIB * 60 / 1000
}

/// A link where each connection is capped, up to the whole link's own limit. The number of
/// streams after every observation.
fn history(streams: &mut Streams, per_stream_mib: u64, link_mib: u64) -> Vec<usize> {
    let experience = Experience::default();
    (0..TURNS)
        .map(|turn| {
            let rate = (per_stream_mib * streams.now() as u64).min(link_mib);
            streams.observe(seen(turn, bytes(rate), 0), &experience);
            streams.now()
        })
        .collect()
}

/// How many streams there are for at least nine tenths of the time. The rest are trials.
fn mostly(max: usize, per_stream_mib: u64, link_mib: u64) -> Option<usize> {
    let history = history(&mut Streams::new(max), per_stream_mib, link_mib);
    let share = |n: usize| history.iter().filter(|now| **now == n).count() * 10;
    (1..=max).find(|n| share(*n) >= 9 * history.len())
}

#[test]
fn a_capped_connection_gets_all_the_company_it_may_have() {
    assert_eq!(mostly(16, 90, 100_000), Some(16));
    assert_eq!(mostly(5, 90, 100_000), Some(5));
    // In no more than a few observations.
    assert_eq!(history(&mut Streams::new(16), 90, 100_000)[5], 16);
}

#[test]
fn a_link_that_one_stream_fills_stays_with_one() {
    assert_eq!(mostly(16, 300, 300), Some(1));
    assert_eq!(mostly(16, 2000, 2000), Some(1));
}

#[test]
fn no_more_streams_than_bring_something() {
    // Four fill the link, as sixteen show; eight bring nothing and are taken back.
    assert_eq!(mostly(16, 90, 360), Some(4));
}

#[test]
fn one_at_most_is_plain_streaming() {
    assert_eq!(mostly(1, 90, 100_000), Some(1));
    assert!(!Streams::new(1).is_due(Duration::from_secs(60), Duration::ZERO));
}

#[test]
fn a_slow_consumer_needs_no_second_stream() {
    let (mut streams, experience) = (Streams::new(16), Experience::default());
    for turn in 0..20 {
        let starved = OBSERVE / 10;
        let seen = seen(turn, bytes(10), 0);
        streams.observe(Observation { starved, ..seen }, &experience);
    }
    assert_eq!(streams.now(), 1);
}

/// Eight downloads that share a link by their streams. How many streams all have together, on
/// average, and after the first 20 observations.
fn eight(per_stream_mib: u64, link_mib: u64) -> (f64, usize) {
    let experience = Experience::default();
    let mut all: Vec<Streams> = (0..8).map(|_| Streams::new(16)).collect();
    let (mut sum, mut soon) = (0, 0);
    for turn in 0..TURNS {
        let streams = all.iter().map(Streams::now).sum::<usize>();
        let share = per_stream_mib.min(link_mib / streams as u64);
        let received = |of: &Streams| bytes(share * of.now() as u64);
        let total: u64 = all.iter().map(received).sum();
        for each in &mut all {
            let received = received(each);
            each.observe(seen(turn, received, total - received), &experience);
        }
        sum += streams;
        if turn == 20 {
            soon = streams;
        }
    }
    (sum as f64 / f64::from(TURNS), soon)
}

#[test]
fn a_larger_share_of_what_all_get_is_no_reason_for_more_streams() {
    let (average, soon) = eight(100_000, 800);
    assert!(average < 8.5 && soon <= 11, "{average}, {soon}");
}

#[test]
fn what_one_has_learned_all_know() {
    let (average, soon) = eight(10, 100_000);
    assert!(average > 126.0 && soon == 128, "{average}, {soon}");
}

/// When there were first so many streams, and that they stayed, where answers take `latency` and
/// every stream brings 90 MiB/s while it does not wait for one.
fn far(max: usize, latency: Duration) -> Option<Duration> {
    const TICK: Duration = Duration::from_millis(10);
    let (mut streams, experience) = (Streams::new(max), Experience::default());
    let (mut since, mut received, mut arrived, mut reached) = (0, 0.0, Duration::ZERO, None);
    for turn in 1..1000 {
        let (at, elapsed) = (TICK * turn, TICK * (turn - since));
        let arriving = at < arrived;
        let moving = if streams.now() == 1 || arriving {
            1.0
        } else {
            let secs = 8.0 / 90.0;
            streams.now() as f64 * secs / (secs + latency.as_secs_f64())
        };
        received += moving * 90.0 * TICK.as_secs_f64();
        if !streams.is_due(elapsed, latency) {
            continue;
        }
        let before = streams.now();
        let seen = Observation {
            at,
            elapsed,
            starved: elapsed,
            received_bytes: (received * MIB as f64) as u64,
            others_bytes: 0,
            slow_down: false,
            arriving,
            latency,
        };
        streams.observe(seen, &experience);
        (since, received) = (turn, 0.0);
        if streams.now() > before {
            arrived = at + latency;
        }
        match streams.now() == max {
            true => reached = reached.or(Some(at)),
            false => reached = None,
        }
    }
    reached
}

#[test]
fn a_long_way_takes_a_long_time_to_judge_and_more_streams_anyway() {
    for millis in [1, 20, 60, 150, 400] {
        let reached = far(16, Duration::from_millis(millis));
        assert!(
            reached <= Some(2 * OBSERVE) && reached.is_some(),
            "{millis} ms"
        );
    }
}

#[test]
fn a_trial_that_memory_ends_is_none() {
    let (mut streams, experience) = (Streams::new(16), Experience::default());
    streams.observe(seen(1, bytes(90), 0), &experience);
    assert_eq!(streams.now(), 16);
    streams.limit(1);
    assert_eq!(streams.now(), 1);
    // Nobody learns from it that more are no good, and nothing is awaited.
    streams.observe(seen(40, bytes(90), 0), &experience);
    assert_eq!(streams.now(), 16);
}

#[test]
fn as_many_as_there_is_memory_for_are_judged() {
    let (mut streams, experience) = (Streams::new(16), Experience::default());
    streams.observe(seen(1, bytes(90), 0), &experience);
    streams.limit(5);
    streams.observe(seen(2, bytes(90), 0), &experience);
    streams.observe(seen(3, bytes(90), 0), &experience);
    assert_eq!(streams.now(), 1);
}

#[test]
fn nothing_is_no_rate_to_judge_by() {
    let (mut streams, experience) = (Streams::new(16), Experience::default());
    streams.observe(seen(1, 0, 0), &experience);
    assert_eq!(streams.now(), 1);
}

#[test]
fn slow_down_halves() {
    let mut streams = Streams::new(16);
    history(&mut streams, 90, 100_000);
    let slow = Observation {
        slow_down: true,
        ..seen(TURNS, bytes(1), 0)
    };
    streams.observe(slow, &Experience::default());
    assert_eq!(streams.now(), 8);
}
