import { checkOut, commitOf } from "../../io/git-tree.ts";
import { applicationCopy, type ApplicationCopy } from "./application-copy.ts";

/**
 * The application as of a revision of its git repository.
 *
 * @param root absolute path of the application; it may be a part of the repository
 * @throws UserError if there is no repository, or no such revision
 */
export async function copyOfRevision(at: {
  readonly root: string;
  readonly revision: string;
}): Promise<ApplicationCopy> {
  return applicationCopy(at.root, (place, directory) => checkOut(place, commitOf(place, at.revision), directory));
}
