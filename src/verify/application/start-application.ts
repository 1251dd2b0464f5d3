import type { Application, ApplicationOptions } from "../model/application.ts";
import { ApplicationProcess } from "./application-process.ts";

/**
 * Loads one version of the application in a process of its own. Several requests may be under way at once. A process
 * that died is replaced at the next request. What the application prints is kept for the message of an error.
 *
 * @throws ApplicationError if it cannot be set up
 */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  let current = launch(options);
  await current;
  return {
    async send(request, failing) {
      const seen = current;
      if (!(await isUsable(seen)) && current === seen) current = launch(options);
      return (await current).send(request, failing);
    },
    async close() {
      const last = await current.catch(() => null);
      await last?.close();
    },
  };
}

async function isUsable(launched: Promise<ApplicationProcess>): Promise<boolean> {
  return launched.then(
    (process) => process.isAlive,
    () => false,
  );
}

async function launch(options: ApplicationOptions): Promise<ApplicationProcess> {
  const process = new ApplicationProcess(options);
  try {
    await process.start(options);
    return process;
  } catch (error) {
    await process.close();
    throw error;
  }
}
