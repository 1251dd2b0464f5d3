import type { ResolvedConfig, SessionFamily } from "../model/config.ts";

/** What a configuration of the right shape can still get wrong, as sentences; empty if nothing is. */
export function configProblems(config: ResolvedConfig): readonly string[] {
  return config.sessions.flatMap((family, index) => [
    ...ownProblems(family, index),
    ...duplicateProblems(config.sessions, index),
    ...chainProblems(config.sessions, index),
    ...tenantTransactionProblems(config, index),
  ]);
}

function ownProblems({ legacy, replacement }: SessionFamily, index: number): readonly string[] {
  if (legacy !== replacement) return [];
  return [`"sessions[${index}]" replaces ${legacy} by itself. Give the new wrapper a name of its own.`];
}

function duplicateProblems(sessions: readonly SessionFamily[], index: number): readonly string[] {
  const legacy = sessions[index]?.legacy;
  const first = sessions.findIndex((family) => family.legacy === legacy);
  return first === index ? [] : [`"sessions[${index}]" and "sessions[${first}]" have the same legacy name ${legacy}.`];
}

/** A replacement that is legacy elsewhere would be migrated again by the next run. */
function chainProblems(sessions: readonly SessionFamily[], index: number): readonly string[] {
  const replacement = sessions[index]?.replacement;
  const next = sessions.findIndex((family, other) => other !== index && family.legacy === replacement);
  if (next === -1) return [];
  return [`"sessions[${index}]" is replaced by ${replacement}, which "sessions[${next}]" calls legacy.`];
}

function tenantTransactionProblems({ sessions, tenantTransaction }: ResolvedConfig, index: number): readonly string[] {
  const family = sessions[index];
  if (family?.legacy !== tenantTransaction.name && family?.replacement !== tenantTransaction.name) return [];
  return [`${tenantTransaction.name} is the tenant transaction, and cannot be a wrapper in "sessions[${index}]" too.`];
}
