import type { Socket } from "node:net";
import { connectUpstream } from "./connect-upstream.ts";
import type { UpstreamAddress } from "./upstream-address.ts";
import { encodeFrame, type FrameSplitter, type WireFrame } from "./wire-frames.ts";

const CANCEL = 80877102;
const SSL = 80877103;
const GSS = 80877104;

/**
 * Handles the first message of a connection: refuses encryption (the client is on this machine), passes a
 * CancelRequest on, and connects a start-up to the database.
 *
 * @param connected gets the database's socket; the start-up message has been sent on it
 */
export function greetClient(
  { client, splitter, address }: { client: Socket; splitter: FrameSplitter; address: UpstreamAddress },
  connected: (upstream: Socket) => void,
): (frame: WireFrame) => void {
  return ({ bytes }) => {
    const code = bytes.length < 8 ? 0 : bytes.readUInt32BE(4);
    if (code === SSL || code === GSS) {
      client.write("N");
      return;
    }
    splitter.expectTyped();
    client.pause();
    connectUpstream(address).then(
      (upstream) => {
        upstream.on("error", () => client.destroy());
        upstream.write(bytes);
        if (code !== CANCEL) return connected(upstream);
        upstream.resume();
        upstream.on("close", () => client.end());
      },
      (error: unknown) => client.end(refusal(error)),
    );
  };
}

/** An ErrorResponse with the reason why the database could not be reached. */
function refusal(error: unknown): Buffer {
  const reason = error instanceof Error ? error.message : String(error);
  return encodeFrame("E", Buffer.from(`SFATAL\0VFATAL\0C08006\0Mthe database cannot be reached: ${reason}\0\0`));
}
