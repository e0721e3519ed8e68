/** What a process of a test has of this one's environment: where programs are, and where compiled modules are kept between starts. */
export function bareEnvironment(): Readonly<Record<string, string>> {
  const kept = ['PATH', 'NODE_COMPILE_CACHE'].map((name) => [name, process.env[name]]);
  return Object.fromEntries(kept.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
