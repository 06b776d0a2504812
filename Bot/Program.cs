using Bot.Accounts;
using Bot.Calendar;
using Bot.Channels.BotConnector;
using Bot.Channels.DirectLine;
using Bot.Chat;
using Bot.Commands;
using Bot.Delivery.Callbacks;
using Bot.Desk;
using Bot.Desk.Pages;
using Bot.Operations;
using KnowledgeBase.Recognition;
using Microsoft.Extensions.Options;

if (CommandLine.Find(args) is { } command) { return await command(CancellationToken.None); }

return await StartFault.GuardAsync(async () =>
{
    // Settings are read once. A watch for their change would see every write of a database below the program's folder, and cost each turn.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
    builder.Services.AddAssistant(builder.Configuration);
    builder.Services.AddOperations(builder.Configuration);
    builder.Services.AddDirectLine(builder.Configuration);
    builder.Services.AddBotConnector();
    builder.Services.AddChatPage(builder.Configuration);
    builder.Services.AddDesk(builder.Configuration);

    var app = builder.Build();
    app.UseGuard();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    HealthEndpoints.Map(app);
    DirectLineEndpoints.Map(app);
    PageTokens.Map(app);
    MessagesEndpoint.Map(app);
    ChatPage.Map(app);
    CalendarEndpoint.Map(app);
    AccountEndpoints.Map(app);
    CallbackEndpoint.Map(app);
    app.MapDesk();

    // Read and trained now, so that the first member does not wait for it, and a fault in the content stops the start.
    app.Services.GetRequiredService<Recogniser>();
    await app.RunAsync();

    return 0;
});
