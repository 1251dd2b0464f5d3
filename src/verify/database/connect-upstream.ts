import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { UpstreamAddress } from "./upstream-address.ts";

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Connects to the database; an encrypted connection is asked for with SSLRequest first.
 *
 * @throws Error if the server cannot be reached, or refuses the encryption that the URL demands
 */
export async function connectUpstream(address: UpstreamAddress): Promise<Socket> {
  const socket = connect({ ...address.target, noDelay: true });
  await happens(socket, "connect");
  if (address.tls === "no") return socket;
  socket.write(SSL_REQUEST);
  const answer = await firstByte(socket);
  if (answer === "S") return encrypt(socket, address);
  if (address.tls === "if-offered") return socket;
  socket.destroy();
  throw new Error("the server does not offer the encryption that the database URL demands");
}

async function encrypt(socket: Socket, { host, tls }: UpstreamAddress): Promise<Socket> {
  const secure = connectTls({
    socket,
    rejectUnauthorized: tls === "verified",
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  await happens(secure, "secureConnect");
  return secure;
}

function happens(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once(event, () => {
      socket.off("error", reject);
      resolve();
    });
  });
}

function firstByte(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("data", (data: Buffer) => {
      socket.off("error", reject);
      socket.pause();
      resolve(data.toString("latin1", 0, 1));
    });
  });
}
