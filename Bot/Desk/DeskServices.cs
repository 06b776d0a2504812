using Bot.Desk.Pages;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Registers the agents' desk.</summary>
internal static class DeskServices
{
    internal static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptions.Check>();
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection("Desk")).ValidateOnStart();
        services.AddDeskWork();
        services.AddDeskPages(configuration);

        return services.AddSingleton<DeskApi>();
    }
}
