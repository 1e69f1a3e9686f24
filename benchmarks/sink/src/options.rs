//! The command line. `--name value` only; a flag that is not known is refused.

use std::path::PathBuf;
use std::time::Duration;

pub const USAGE: &str = "\
usage: s3-sink [options]
  --port N                                   0 (default): any free one, printed as JSON on stdout
  --etag cheap|md5                           md5: read and hash bodies (default cheap: discard them)
  --ingest-bytes-per-sec N                   the whole server takes so much
  --egress-per-connection-bytes-per-sec N    each connection gives so much
  --latency-ms N                             every answer comes so much later
  --tls-certificate FILE --tls-key FILE      TLS on a second port, too: both in PEM
  --until-stdin-closes                       end as on SIGTERM when stdin is closed";

#[derive(Debug, Default)]
pub struct Options {
    pub port: u16,
    pub etag_md5: bool,
    pub ingest_bytes_per_sec: Option<u64>,
    pub egress_per_connection_bytes_per_sec: Option<u64>,
    pub latency: Duration,
    pub tls_certificate: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    pub until_stdin_closes: bool,
}

impl Options {
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(name) = arguments.next() {
            if name == "--until-stdin-closes" {
                options.until_stdin_closes = true;
                continue;
            }
            let value = arguments
                .next()
                .ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--port" => options.port = number(&name, &value)?,
                "--etag" => match value.as_str() {
                    "cheap" => options.etag_md5 = false,
                    "md5" => options.etag_md5 = true,
                    _ => return Err(format!("--etag is cheap or md5, not {value:?}")),
                },
                "--ingest-bytes-per-sec" => {
                    options.ingest_bytes_per_sec = rate(&name, &value)?;
                }
                "--egress-per-connection-bytes-per-sec" => {
                    options.egress_per_connection_bytes_per_sec = rate(&name, &value)?;
                }
                "--latency-ms" => {
                    options.latency = Duration::from_millis(number(&name, &value)?);
                }
                "--tls-certificate" => options.tls_certificate = Some(value.into()),
                "--tls-key" => options.tls_key = Some(value.into()),
                _ => return Err(format!("unknown option {name}")),
            }
        }
        if options.tls_certificate.is_some() != options.tls_key.is_some() {
            return Err("--tls-certificate and --tls-key go together".to_owned());
        }
        Ok(options)
    }
}

/// Zero means without a limit, so that a runner can always pass the option.
fn rate(name: &str, value: &str) -> Result<Option<u64>, String> {
    Ok(Some(number(name, value)?).filter(|rate| *rate > 0))
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("{name} takes a whole number, not {value:?}"))
}
