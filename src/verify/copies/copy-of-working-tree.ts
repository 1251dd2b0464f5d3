import { copyFiles } from "../../io/copy-files.ts";
import { workingFiles } from "../../io/git-tree.ts";
import { applicationCopy, type ApplicationCopy } from "./application-copy.ts";

/**
 * The application as it is now, with what is not committed and new files.
 *
 * @param root absolute path of the application; it may be a part of the repository
 * @throws UserError if there is no repository
 */
export async function copyOfWorkingTree(at: { readonly root: string }): Promise<ApplicationCopy> {
  return applicationCopy(at.root, (place, directory) => {
    const found = workingFiles(place);
    copyFiles({ from: place.top, to: directory }, found.files);
    return found;
  });
}
