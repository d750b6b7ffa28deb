// What AWS has ended, as of 2026-11. A rule has no clock: what ends later is added here, with its date, once it has.

/**
 * Lambda's runtimes that get no more patches, with the day on which that began.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const endedRuntimes: ReadonlyMap<string, string> = new Map([
  ["nodejs", "2016-10-31"],
  ["nodejs4.3", "2020-03-05"],
  ["nodejs4.3-edge", "2020-03-05"],
  ["nodejs6.10", "2019-08-12"],
  ["nodejs8.10", "2020-03-06"],
  ["nodejs10.x", "2021-07-30"],
  ["nodejs12.x", "2023-03-31"],
  ["nodejs14.x", "2023-12-04"],
  ["nodejs16.x", "2024-06-12"],
  ["nodejs18.x", "2025-09-01"],
  ["nodejs20.x", "2026-04-30"],
  ["python2.7", "2021-07-15"],
  ["python3.6", "2022-07-18"],
  ["python3.7", "2023-12-04"],
  ["python3.8", "2024-10-14"],
  ["python3.9", "2025-12-15"],
  ["ruby2.5", "2021-07-30"],
  ["ruby2.7", "2023-12-07"],
  ["ruby3.2", "2026-03-31"],
  ["java8", "2024-01-08"],
  ["go1.x", "2024-01-08"],
  ["provided", "2024-01-08"],
  ["dotnetcore1.0", "2019-06-27"],
  ["dotnetcore2.0", "2019-05-30"],
  ["dotnetcore2.1", "2022-01-05"],
  ["dotnetcore3.1", "2023-04-03"],
  ["dotnet5.0", "2022-05-10"],
  ["dotnet6", "2024-12-20"],
  ["dotnet7", "2024-05-14"],
  ["dotnet8", "2026-11-10"],
]);

/** A runtime as people call it: `Node.js 16`; the identifier itself where they do not. */
export function runtimeName(runtime: string): string {
  if (runtime === "java8") return "Java 8 on Amazon Linux 1";
  if (runtime === "provided") return "Amazon Linux 1";
  const [, family = "", version = ""] = /^([a-z]+)([\d.]+)/.exec(runtime) ?? [];
  const language = languages.get(family);
  return language === undefined ? `\`${runtime}\`` : `${language} ${version.replace(/\.$/, "")}`;
}

const languages: ReadonlyMap<string, string> = new Map([
  ["nodejs", "Node.js"],
  ["python", "Python"],
  ["ruby", "Ruby"],
  ["dotnet", ".NET"],
  ["dotnetcore", ".NET Core"],
]);

/** What to take in place of an ended runtime of a family: not the newest, but the least step to one that stays for years, or has no change of its own. None for Go, whose programs are built anew for it. */
export const nextRuntimes: ReadonlyMap<string, string> = new Map([
  ["nodejs", "nodejs22.x"],
  ["python", "python3.13"],
  ["ruby", "ruby3.4"],
  ["java", "java21"],
  ["provided", "provided.al2023"],
  ["dotnet", "dotnet10"],
  ["dotnetcore", "dotnet10"],
]);

/**
 * The newest minor version 1.x of Kubernetes whose extended support on EKS is over (1.31: 2026-11-26).
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const endedKubernetes = 31;
