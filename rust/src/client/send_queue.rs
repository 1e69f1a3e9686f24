//! How much of what was written to a connection the other side has not acknowledged yet.
//!
//! A kernel takes megabytes that it then sends at the link's speed: seen from here, a slow link and a
//! server that has stopped reading are the same, a socket that takes nothing. Only this queue tells
//! them apart, as it shrinks on the one and not on the other. It is asked for where a request seems
//! to stand still, and from the kernel's own table: the SDK's connector keeps its sockets to itself,
//! so neither their queue (`SIOCOUTQ`) nor a lower limit for it (`TCP_NOTSENT_LOWAT`) can be had.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{IpAddr, SocketAddr};

/// The bytes, or `None` where there is no such connection or no such table (Linux has it).
pub fn unacknowledged_bytes(local: SocketAddr, remote: SocketAddr) -> Option<u64> {
    let table = match local {
        SocketAddr::V4(_) => "/proc/net/tcp",
        SocketAddr::V6(_) => "/proc/net/tcp6",
    };
    let ends = [shown(local), shown(remote)];
    BufReader::new(File::open(table).ok()?)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| queue_of(&line, &ends))
}

/// The number in the line of the connection between `ends`: behind its place in the table, its own
/// address, the other's, its state, and before the colon (Linux, Documentation/networking/proc_net_tcp).
fn queue_of(line: &str, ends: &[String; 2]) -> Option<u64> {
    let mut fields = line.split_ascii_whitespace().skip(1);
    if fields.next()? != ends[0] || fields.next()? != ends[1] {
        return None;
    }
    let (queue, _) = fields.nth(1)?.split_once(':')?;
    u64::from_str_radix(queue, 16).ok()
}

/// An address as the table has it: 32 bits at a time, in the machine's own order.
fn shown(address: SocketAddr) -> String {
    let octets = match address.ip() {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets().to_vec(),
    };
    let words = octets.chunks_exact(4).map(|word| {
        let word = u32::from_ne_bytes(word.try_into().expect("four octets"));
        format!("{word:08X}")
    });
    format!("{}:{:04X}", words.collect::<String>(), address.port())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    fn queued(host: &str) {
        let listener = TcpListener::bind((host, 0)).expect("loopback is there");
        let address = listener.local_addr().expect("it is bound");
        let mut client = TcpStream::connect(address).expect("somebody listens");
        let (mut server, _) = listener.accept().expect("somebody has come");
        let ends = (client.local_addr().expect("bound"), address);
        let bytes = || unacknowledged_bytes(ends.0, ends.1).expect("the connection is listed");
        assert_eq!(bytes(), 0);
        client.set_nonblocking(true).expect("a socket can do that");
        let block = [0; 64 * 1024];
        while client.write(&block).is_ok() {}
        let full = bytes();
        assert!(full > 0);
        let mut space = vec![0; 1024 * 1024];
        while bytes() == full {
            let read = server.read(&mut space).expect("there is more");
            assert!(read > 0, "the client has not gone");
        }
        assert!(bytes() < full);
        drop((client, server, listener));
    }

    #[test]
    fn a_connection_tells_what_the_other_side_has_not_taken() {
        queued("127.0.0.1");
    }

    #[test]
    fn one_over_ipv6_does_too() {
        if TcpListener::bind("[::1]:0").is_ok() {
            queued("::1");
        }
    }

    #[test]
    fn a_connection_that_is_not_there_tells_nothing() {
        let nobody = "192.0.2.1:1".parse().expect("an address");
        assert_eq!(unacknowledged_bytes(nobody, nobody), None);
    }
}
