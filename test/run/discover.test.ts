import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Host } from "../../src/model/host.ts";
import { discover, relativePath } from "../../src/run/discover.ts";
import { memoryHost, type MemoryHostOptions } from "../memory-host.ts";

type Files = Readonly<Record<string, string>>;

function files(...paths: readonly string[]): Files {
  return Object.fromEntries(paths.map((path) => [path, "{}"]));
}

function found(
  world: Files | Host,
  paths: readonly string[] = ["."],
  ignored: readonly string[] | "no-ignore" = [],
  options: MemoryHostOptions = {},
): readonly string[] {
  const host = "readFile" in world && typeof world.readFile !== "string" ? world : undefined;
  const made = (host as Host | undefined) ?? memoryHost(world as Files, options);
  const { candidates, notifications } = discover(
    made,
    paths,
    ignored === "no-ignore" ? undefined : ignored,
    new Set(["guardlint.yaml"]),
  );
  return [
    ...candidates.map(({ path, named }) => (named ? `${path} (named)` : path)),
    ...notifications.map(({ level, code, message }) => `${level} ${code}: ${message}`),
  ];
}

describe("files below a directory", () => {
  it("are those that can hold something of ours, in code unit order", () => {
    const all = files(
      ...["b/z.json", "b/a.yaml", "B.JSON", "a.yml", "c.tfstate", "d.template", "e.policy", "plan"],
      ...["tfplan.out", "f.txt", "main.tf", "app.ts", "logo.png", "README.md", "a.json.bak"],
    );
    expect(found(all)).toEqual([
      ...[
        "B.JSON",
        "a.yml",
        "app.ts",
        "b/a.yaml",
        "b/z.json",
        "c.tfstate",
        "d.template",
        "e.policy",
      ],
      ...["f.txt", "main.tf", "plan", "tfplan.out"],
    ]);
  });

  it("are not other people's, git's own, or the configuration", () => {
    const all = files(
      ...["a.json", ".git/config", "x/.git/b.json", "node_modules/c.json", "x/.terraform/d.json"],
      ...[".terragrunt-cache/e.json", "guardlint.yaml", ".github/f.yaml"],
    );
    expect(found(all)).toEqual([".github/f.yaml", "a.json"]);
    expect(found(all, ["."], "no-ignore")).toEqual([
      ...[".github/f.yaml", ".terragrunt-cache/e.json", "a.json", "node_modules/c.json"],
      "x/.terraform/d.json",
    ]);
  });

  it("are not behind links", () => {
    const symlinks = ["link.json", "up"];
    expect(found(files("a.json"), ["."], [], { symlinks })).toEqual(["a.json"]);
  });

  it("may be named as standard input is", () => {
    expect(found(files("-", "x/-"))).toEqual(["./-", "x/-"]);
    expect(found(files("-"), ["./-"])).toEqual(["./- (named)"]);
  });

  it("may have any name", () => {
    const odd = files(
      "a\nb.json",
      "[x].json",
      "*.json",
      "\u001b[31m.json",
      "a b.json",
      "__proto__",
    );
    expect(new Set(found(odd))).toEqual(new Set(Object.keys(odd)));
  });

  it("are told where a directory cannot be listed", () => {
    expect(found(files("a.json", "x/b.json"), ["."], [], { unreadable: ["x"] })).toEqual([
      "a.json",
      "error unreadable: cannot read x: permission denied",
    ]);
  });

  it("are told where they lie too deep", () => {
    const deep = `${"d/".repeat(101)}a.json`;
    expect(found(files(deep, `${"d/".repeat(100)}b.json`))).toEqual([
      `${"d/".repeat(100)}b.json`,
      `error unreadable: cannot read ${"d/".repeat(101).slice(0, -1)}: it lies more than 100 folders deep`,
    ]);
  });
});

describe("ignored files", () => {
  it.each<[string, Files, readonly string[], readonly string[]]>([
    ["by name", { ".gitignore": "a.json" }, ["a.json", "x/a.json", "b.json"], ["b.json"]],
    ["from the root", { ".gitignore": "/a.json" }, ["a.json", "x/a.json"], ["x/a.json"]],
    ["by folder", { ".gitignore": "x/" }, ["x/a.json", "y/x/a.json", "y.json"], ["y.json"]],
    [
      "but for an exception",
      { ".gitignore": "*.json\n!keep.json" },
      ["a.json", "x/keep.json"],
      ["x/keep.json"],
    ],
    [
      "but for an exception further down",
      { ".gitignore": "*.json", "x/.gitignore": "!a.json" },
      ["a.json", "x/a.json", "x/b.json", "y/a.json"],
      ["x/a.json"],
    ],
    [
      "with a file further down that says nothing of them",
      { ".gitignore": "*.json", "x/.gitignore": "c.json" },
      ["x/a.json"],
      [],
    ],
    [
      "and no exception in a folder that is ignored",
      { ".gitignore": "x/", "x/.gitignore": "!a.json" },
      ["x/a.json", "y.json"],
      ["y.json"],
    ],
    [
      "relative to where the file stands",
      { "x/.gitignore": "/a.json" },
      ["a.json", "x/a.json", "x/y/a.json"],
      ["a.json", "x/y/a.json"],
    ],
    [
      "with Windows line ends and a byte order mark",
      { ".gitignore": "\ufeffa.json\r\nb.json\r\n" },
      ["a.json", "b.json", "c.json"],
      ["c.json"],
    ],
  ])("are left out %s", (_, gitignores, paths, expected) => {
    expect(found({ ...gitignores, ...files(...paths) })).toEqual(expected);
    const all = found({ ...gitignores, ...files(...paths) }, ["."], "no-ignore");
    expect([...all].sort()).toEqual([...paths].sort());
  });

  it("are left out by the configuration too", () => {
    const all = files("a.json", "x/a.json", "x/b.json", "lab/c.json");
    expect(found(all, ["."], ["lab/", "x/*", "!x/b.json"])).toEqual(["a.json", "x/b.json"]);
  });

  it("are read all the same where a person names them", () => {
    const all = { ".gitignore": "*", ...files("a.json", "node_modules/b.json", "main.tf") };
    expect(found(all, ["a.json", "node_modules/b.json", "main.tf"], ["*"])).toEqual([
      "a.json (named)",
      "node_modules/b.json (named)",
      "main.tf (named)",
    ]);
  });

  it("are left out below a directory that a person names, by files above it", () => {
    const all = { ".gitignore": "b.json", ...files("x/y/a.json", "x/y/b.json") };
    expect(found({ ...all, "x/.gitignore": "c.json" }, ["x/y"])).toEqual(["x/y/a.json"]);
    expect(found({ ...all, "x/.gitignore": "!b.json" }, ["x/y"])).toEqual([
      "x/y/a.json",
      "x/y/b.json",
    ]);
  });

  it("are not told by a link, which may lead anywhere, or by what is no file", () => {
    for (const kind of ["symlink", "other"] as const) {
      const host = memoryHost({ ".gitignore": "*", "x/a.json": "{}" });
      const list: Host["list"] = (path) => {
        const listing = host.list(path);
        if (!listing.ok) return listing;
        const entries = listing.entries.map((entry) =>
          entry.name === ".gitignore" ? { ...entry, kind } : entry,
        );
        return { ok: true, entries };
      };
      const readFile: Host["readFile"] = () => {
        throw new Error("it is not to be read");
      };
      const world: Host = { ...host, list, readFile };
      expect(found(world), kind).toEqual(["x/a.json"]);
      expect(found(world, ["x"]), kind).toEqual(["x/a.json"]);
    }
  });
});

describe("paths that a person names", () => {
  const all = files("a.json", "x/b.json");

  it.each<[string, readonly string[], readonly string[]]>([
    ["a file", ["a.json"], ["a.json (named)"]],
    ["standard input", ["-"], ["- (named)"]],
    ["a directory", ["x"], ["x/b.json"]],
    ["with a slash at the end", ["x/"], ["x/b.json"]],
    ["in their order", ["x", "a.json"], ["x/b.json", "a.json (named)"]],
    ["twice", ["a.json", "./a.json", "x/../a.json", "/repo/a.json"], ["a.json (named)"]],
    ["through the folder above", ["../repo/a.json"], ["a.json (named)"]],
    ["and met on the way before", [".", "a.json"], ["a.json (named)", "x/b.json"]],
    ["and met on the way after", ["a.json", "."], ["a.json (named)", "x/b.json"]],
    ["absolute, below the working directory", ["/repo/x"], ["x/b.json"]],
    ["the working directory", ["/repo/"], ["a.json", "x/b.json"]],
    [
      "missing",
      ["gone.json", "a.json"],
      [
        "a.json (named)",
        "error unreadable: cannot read gone.json: there is no such file or directory",
      ],
    ],
    ["the configuration itself", ["guardlint.yaml"], []],
  ])("%s", (_, paths, expected) => {
    expect(found({ ...all, "guardlint.yaml": "" }, paths)).toEqual(expected);
  });

  it("may lie outside the working directory, with .gitignore of their own", () => {
    const world = { ...files("/other/a.json", "/other/b.json"), "/other/.gitignore": "b.json" };
    expect(found(world, ["/other"], ["a.json"])).toEqual(["/other/a.json"]);
    expect(found(world, ["../other"], ["a.json"])).toEqual(["../other/a.json"]);
    expect(found(world, ["/other/b.json"])).toEqual(["/other/b.json (named)"]);
  });

  it("may be the root of the file system", () => {
    expect(
      found({ ...files("/a.json"), "/.gitignore": "b.json" }, ["/"], [], { cwd: "/repo" }),
    ).toEqual(["/a.json"]);
    expect(found(files("/a.json"), ["/"], [], { cwd: "/" })).toEqual(["a.json"]);
  });

  it("may be pipes", () => {
    const status: Host["status"] = () => ({ kind: "other", size: 0 });
    expect(found({ ...memoryHost({}), status }, ["/dev/fd/63"])).toEqual(["/dev/fd/63 (named)"]);
  });

  it("are told where they cannot be looked at", () => {
    const status: Host["status"] = () => ({ kind: "unreadable", message: "permission denied" });
    expect(found({ ...memoryHost({}), status }, ["a.json"])).toEqual([
      "error unreadable: cannot read a.json: permission denied",
    ]);
  });
});

describe("relativePath", () => {
  it.each([
    ["/repo", "a", "a"],
    ["/repo", "./a//b/", "a/b"],
    ["/repo", "", ""],
    ["/repo", "/repo", ""],
    ["/repo", "/repository/a", "/repository/a"],
    ["/repo", "/repo/../a", "/a"],
    ["/repo", "../../..", "../../.."],
    ["/repo", "..", ".."],
    ["/repo", "a/../../repo/b", "b"],
    ["/", "/a", "a"],
    ["/", "/", ""],
    ["/repo/", "/repo/a", "a"],
  ])("from %s, %s is %j", (cwd, path, expected) => {
    expect(relativePath(cwd, path)).toBe(expected);
  });

  it("is the same for whatever it returned", () => {
    const path = fc.array(fc.constantFrom("a", "b", "repo", "..", ".", "/"), { maxLength: 8 });
    fc.assert(
      fc.property(path, fc.constantFrom("/", "/repo", "/repo/a"), (steps, cwd) => {
        const once = relativePath(cwd, steps.join("/"));
        expect(relativePath(cwd, once)).toBe(once);
      }),
    );
  });
});
