const SYSTEM = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** Admin shutdown, crash shutdown, starting, too many connections; one that follows another and may not write yet; class 08 is the connection itself. */
const SQLSTATE = /^(57P0[123]|53300|25006|08...)$/;

/** Of a certificate that the database cannot prove itself by: over, not yet valid, or of another. Whoever renews it needs nobody to start the servers again. */
const CERTIFICATE = /^(?:CERT_|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF)|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|ERR_TLS_CERT)/;

/** Of the driver, which gives these no code: a connection that ended, or had ended before it was used. */
const WORDS = /^Connection terminated|timeout exceeded when trying to connect|^timeout expired$|^Client (?:has encountered a connection error|was closed) and is not queryable/;

/** True when the database cannot be reached for the moment: the client is told to wait, not that the centre is broken. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return SYSTEM.has(code) || SQLSTATE.test(code) || CERTIFICATE.test(code) || WORDS.test(error.message) || isStoreAway(error.cause);
}
