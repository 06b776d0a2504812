using Bench;
using Bench.Desk;
using Bench.Measures;
using Bench.Sides;

// The first word says which side of a comparison this process is; without one it is the whole run, which starts the sides as processes of their own.
return args switch
{
    ["bare", var address] => await BareSide.RunAsync(address),
    ["row", var address, var folder] => await RowSide.RunAsync(address, folder),
    ["decode"] => DecodeBenchmark.Run(),
    ["understanding"] => Understanding.Run(),
    ["connector", ..] when Settings.Apply => await ConnectorRun.RunAsync(args.Contains("--short")),
    ["desk", ..] => await DeskRun.RunAsync(args.Contains("--short")),
    ["turn", var seconds] => await TurnOnly.RunAsync(seconds),
    _ when !Settings.Apply => await Settings.RunAgainAsync(args),
    _ => await WholeRun.RunAsync(args.Contains("--short")),
};
