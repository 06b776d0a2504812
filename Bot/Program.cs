using Bot.Commands;

if (CommandLine.Find(args) is { } run) { return await run(args[1..], CancellationToken.None); }

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var app = builder.Build();
await app.RunAsync();

return 0;
