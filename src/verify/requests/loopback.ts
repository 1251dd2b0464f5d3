/** True for the names of one's own machine: `localhost`, `acme.localhost`, `127.0.0.1`, `[::1]` (RFC 6761, 6.3). */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
