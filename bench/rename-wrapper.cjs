// jscodeshift transform: gives the session wrapper its new name, wherever it stands. What a codemod without analysis
// would do. `--prefilter` skips files that do not have the name, before they are parsed.
"use strict";

module.exports = function renameWrapper(file, api, options) {
  if (options.prefilter && !file.source.includes("withSalesSession")) return undefined;
  const j = api.jscodeshift;
  const root = j(file.source);
  const names = root.find(j.Identifier, { name: "withSalesSession" });
  if (names.length === 0) return undefined;
  names.forEach((name) => {
    name.node.name = "withSalesSessionV2";
  });
  return root.toSource();
};
