namespace Bot.Chat;

/// <summary>Registers the member's page.</summary>
internal static class ChatServices
{
    internal static IServiceCollection AddChatPage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection("Chat"));
        services.AddSingleton<ChatPage>();

        return services;
    }
}
