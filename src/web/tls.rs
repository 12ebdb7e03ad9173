//! A certificate and its key in, encrypted connections out.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

/// What the first byte of an encrypted connection is.
const HANDSHAKE: u8 = 0x16;

/// What is needed to encrypt.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

/// A connection, encrypted or not.
pub(super) enum Opened {
    /// As it came.
    Plain(TcpStream),
    /// After the handshake.
    Secure(Box<TlsStream<TcpStream>>),
}

impl Tls {
    /// Reads a certificate, with those between it and its root, and its key.
    ///
    /// # Errors
    /// When one of the files cannot be read or is no PEM, or the two do not fit together.
    pub fn read(cert: &Path, key: &Path) -> Result<Tls, TlsError> {
        let bad = |flag, file: &Path, error: rustls::pki_types::pem::Error| {
            TlsError::BadFile(flag, file.to_owned(), error.to_string())
        };
        let certs: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect)
            .map_err(|error| bad("--tls-cert", cert, error))?;
        if certs.is_empty() {
            return Err(bad("--tls-cert", cert, rustls::pki_types::pem::Error::NoItemsFound));
        }
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| bad("--tls-key", key, error))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(certs, key))
            .map_err(|error| TlsError::Unusable(error.to_string()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls(TlsAcceptor::from(Arc::new(config))))
    }

    /// Shakes hands with who speaks TLS; a plain connection is told by its first byte and left as it is.
    pub(super) async fn open(&self, tcp: TcpStream) -> io::Result<Opened> {
        let mut first = [0];
        let read = tcp.peek(&mut first).await?;
        if read == 1 && first[0] == HANDSHAKE {
            return Ok(Opened::Secure(Box::new(self.0.accept(tcp).await?)));
        }
        Ok(Opened::Plain(tcp))
    }
}

/// A certificate or key that cannot be used.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file that cannot be read, or holds something else.
    #[error("{0} {file}: {2}. Name a PEM file.", file = .1.display())]
    BadFile(&'static str, PathBuf, String),
    /// A key of another certificate, or one that is not supported.
    #[error("--tls-cert and --tls-key do not fit together: {0}.")]
    Unusable(String),
}
