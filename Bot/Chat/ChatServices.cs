using Bot.Calendar;
using Engine.Conversations;

namespace Bot.Chat;

/// <summary>Registers the member's page, and what it serves for their calendar.</summary>
internal static class ChatServices
{
    internal static IServiceCollection AddChatPage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection("Chat"));
        services.AddSingleton<ChatPage>();
        services.AddSingleton<CalendarEndpoint>();
        services.AddSingleton<IOwnCalendar, OwnCalendar>();

        return services;
    }
}
