import type { Server } from "node:http";
import { UserError } from "../../diagnostics/user-error.ts";
import { errorCode } from "../../io/error-code.ts";

/**
 * Starts to listen, for this machine only, and gives the port.
 *
 * @param port 0 for any free one
 * @throws UserError if the port is taken or not allowed
 */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

function cannotListen(error: Error, port: number): Error {
  const code = errorCode(error);
  if (code === null) return error;
  const why = code === "EADDRINUSE" ? "something else does" : code;
  return new UserError(`Port ${port} cannot be listened at: ${why}.`, "Name another one with --port N.");
}
