/**
 * The hook in a real pre-commit, on git repositories that this script makes: run by `.ci/run`, since
 * it needs pre-commit and, for the installation, npm's registry. Prints `ok - …` or `not ok - …` for
 * each check.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const checkout = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "guardlint-hook-"));
const hookRepository = join(folder, "guardlint");
const project = join(folder, "project");

const OFFLINE = {
  // Nothing listens there: whoever asks for the network fails.
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  http_proxy: "http://127.0.0.1:9",
  https_proxy: "http://127.0.0.1:9",
  npm_config_registry: "http://127.0.0.1:9",
  npm_config_offline: "true",
};

const CLUSTER = (value: string): string =>
  `${JSON.stringify(
    {
      cluster: {
        name: "payments",
        arn: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
        version: "1.33",
        resourcesVpcConfig: { subnetIds: ["subnet-0abc"], vpcId: "vpc-0abc" },
        status: "ACTIVE",
        tags: { GuardDutyManaged: value },
      },
    },
    undefined,
    2,
  )}\n`;

function git(cwd: string, ...words: readonly string[]): string {
  return execFileSync("git", [...words], { cwd, encoding: "utf8", env: gitEnvironment() });
}

/** Whatever git configuration and repository surround this run stay out of it. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...Object.fromEntries(kept),
    PRE_COMMIT_HOME: join(folder, "cache"),
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "test",
    GIT_AUTHOR_EMAIL: "test@example.com",
    GIT_COMMITTER_NAME: "test",
    GIT_COMMITTER_EMAIL: "test@example.com",
  };
}

/** A repository with the files of this checkout, committed or not. */
function makeHookRepository(): string {
  const files = git(checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(hookRepository, file)), { recursive: true });
    cpSync(join(checkout, file), join(hookRepository, file));
  }
  git(hookRepository, "init", "--quiet");
  git(hookRepository, "add", "--all", "--force");
  git(hookRepository, "commit", "--quiet", "--message", "The hook");
  return git(hookRepository, "rev-parse", "HEAD").trim();
}

function makeProject(revision: string): void {
  mkdirSync(project);
  git(project, "init", "--quiet");
  put(
    ".pre-commit-config.yaml",
    [
      "repos:",
      `  - repo: file://${hookRepository}`,
      `    rev: ${revision}`,
      "    hooks:",
      "      - id: guardlint",
      "",
    ].join("\n"),
  );
}

function put(name: string, text: string): void {
  writeFileSync(join(project, name), text);
  git(project, "add", "--all");
}

function runHook(extra: Readonly<Record<string, string>>) {
  const { status, stdout, stderr, error } = spawnSync(
    "pre-commit",
    ["run", "guardlint", "--verbose"],
    { cwd: project, encoding: "utf8", env: { ...gitEnvironment(), ...extra } },
  );
  return { status, text: `${stdout}${stderr}${error === undefined ? "" : error.message}` };
}

function expectRun(
  name: string,
  run: { readonly status: number | null; readonly text: string },
  expected: { readonly status: number; readonly says: readonly string[] },
): void {
  const missing = expected.says.filter((words) => !run.text.includes(words));
  if (run.status === expected.status && missing.length === 0) {
    process.stdout.write(`ok - ${name}\n`);
    return;
  }
  process.exitCode = 1;
  process.stdout.write(
    `not ok - ${name}: exit code ${String(run.status)}, without ${JSON.stringify(missing)}\n${run.text}\n`,
  );
}

try {
  makeProject(makeHookRepository());

  put("tsconfig.json", '{ "compilerOptions": {} /* a comment */ }\n');
  expectRun("the hook installs and passes where there is nothing to lint", runHook({}), {
    status: 0,
    says: ["Passed"],
  });

  put("cluster.json", CLUSTER("True"));
  expectRun("a wrong tag fails the hook, without the network", runHook(OFFLINE), {
    status: 1,
    says: ["Failed", "exit code: 1", "non-boolean-tag-value", "cluster.json:"],
  });

  put("cluster.json", CLUSTER("true"));
  expectRun("the right tag passes", runHook(OFFLINE), { status: 0, says: ["Passed"] });

  put("cluster.json", CLUSTER("true").slice(0, -20));
  expectRun("a file that is cut off fails the hook", runHook(OFFLINE), {
    status: 1,
    says: ["Failed", "exit code: 2", "cluster.json"],
  });

  put("cluster.json", CLUSTER("True"));
  git(project, "commit", "--quiet", "--message", "A cluster");
  put("notes.yaml", "a: 1\n");
  expectRun("the whole repository is linted, whichever file changed", runHook(OFFLINE), {
    status: 1,
    says: ["Failed", "cluster.json:"],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
