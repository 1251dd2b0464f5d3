const exitCodes = `
Exit codes, the same under every format and with --quiet:
  0    clean, or done
  1    findings: check fails, --check has changes pending, files were refused
  2    could not run: bad usage, bad configuration, nothing found
  130  interrupted by Ctrl-C; every file is either old or new`;

/** What stands below the list of commands. */
export const programHelp: string = `
A migration, step by step:
  $ migrate-sessions                             what there is, what would happen
  $ migrate-sessions init                        add the new wrapper; commit
  $ migrate-sessions run --phase read --dry-run  look at the diff
  $ migrate-sessions run --phase read            then test, and commit
  $ migrate-sessions run --phase write           then test, and commit
  $ migrate-sessions check --update-baseline     accept what is left, for CI
${exitCodes}

Relative paths in options are relative to --cwd.`;

type CommandName = "analyze" | "init" | "run" | "plan" | "apply" | "check" | "explain" | "verify" | "record";

/** What stands below the options of each command: examples, then exit codes. */
export const commandHelp: Readonly<Record<CommandName, string>> = {
  analyze: `
Examples:
  $ migrate-sessions
      a summary on the terminal
  $ migrate-sessions --format json > report.json
      everything, for other programs
  $ migrate-sessions --format json,md --out reports
      reports/report.json and reports/report.md
${exitCodes}`,
  init: `
Examples:
  $ migrate-sessions init --dry-run   see what would be added
  $ migrate-sessions init             add it
${exitCodes}`,
  run: `
Examples:
  $ migrate-sessions run --phase read --dry-run
      the diff of all handlers without writes
  $ migrate-sessions run --phase read --limit 10
      migrate the ten of them with the lowest risk
  $ migrate-sessions run --only 'src/app/api/orders/**'
      migrate one folder
  $ migrate-sessions run --only 'src/app/a/route.ts#POST' --include-review
      migrate one handler whose review notes you have read

.migrate-sessions/journal.jsonl keeps the original text of changed files.
Running again changes nothing.
${exitCodes}`,
  plan: `
Examples:
  $ migrate-sessions plan --phase write -o plan.json   write down what to do
  $ migrate-sessions apply plan.json --dry-run         look at it
  $ migrate-sessions apply plan.json                   do it
${exitCodes}`,
  apply: `
Examples:
  $ migrate-sessions apply plan.json --dry-run   the diff of what is to be done
  $ migrate-sessions apply plan.json             do it

jscodeshift can apply a plan as well:
  $ npx jscodeshift --plan=plan.json --extensions=ts,tsx,js,jsx,mts,mjs \\
      -t node_modules/migrate-sessions/dist/transforms/apply-plan.mjs FILES
${exitCodes}`,
  check: `
Examples:
  $ migrate-sessions check --update-baseline
      once: accept the legacy handlers of today
  $ migrate-sessions check
      in CI: fail on new ones, and on writes outside a transaction
  $ migrate-sessions check --format json
      the same, for other programs
${exitCodes}`,
  explain: `
Examples:
  $ migrate-sessions explain 'src/app/api/orders/route.ts#POST'
  $ migrate-sessions explain 'src/app/a/[id]/route.ts#PATCH' --format json

Ids have characters that shells use ([, #): quote them.
${exitCodes}`,
  verify: `
Examples:
  $ migrate-sessions verify record --target http://localhost:3000
      click through the application; the requests are written down
  $ migrate-sessions verify --database-url postgresql://app@localhost/scratch \\
      --admin-url postgresql://postgres@localhost/scratch --seed prisma/seed.sql
      compare the working tree with HEAD
  $ migrate-sessions verify --embedded --base main --only 'src/app/api/**'
      on a Postgres of our own, one folder, against another revision

The database is written to and brought back after each request: never give it
one that anybody needs. Nothing in your tree is changed; the verdicts are kept
in .migrate-sessions/verification.json and shown by analyze.

Exit codes:
  0    no difference that the plan does not list
  1    differences, or operations that the analysis did not list
  2    could not run: no database, no requests, the application does not start
  130  interrupted by Ctrl-C`,
  record: `
Examples:
  $ migrate-sessions verify record --target http://localhost:3000 --port 3001
      then open http://localhost:3001 and use the application; Ctrl-C ends it
  $ migrate-sessions verify --requests migrate-sessions.requests.har
      replay what was recorded
${exitCodes}`,
};
