using Bot.Delivery.Callbacks;
using Bot.Delivery.Mail;
using Bot.Delivery.Messages;
using Bot.Delivery.Outbound;
using Bot.Delivery.Targets;
using Microsoft.Extensions.Options;

namespace Bot.Delivery;

/// <summary>Registers the sender of what turns have queued.</summary>
internal static class DeliveryServices
{
    internal static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutbound(configuration);
        services.AddSingleton<IValidateOptions<TicketOptions>, TicketOptions.Check>();
        services.AddOptions<TicketOptions>()
            .Bind(configuration.GetSection("Tickets"))
            .PostConfigure(TicketOptions.NameTargets)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptions.Check>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Email")).ValidateOnStart();
        services.AddSingleton<MailSender>();
        services.AddSingleton<IValidateOptions<TextOptions>, TextOptions.Check>();
        services.AddOptions<TextOptions>().Bind(configuration.GetSection("Sms")).ValidateOnStart();
        services.AddSingleton<TextGateway>();
        services.AddSingleton<MailForm>();
        services.AddSingleton<MessageQueue>();
        services.AddSingleton<MessageSender>();
        services.AddHostedService(provider => provider.GetRequiredService<MessageSender>());
        services.AddSingleton<ClosedTargets>();
        services.AddSingleton<TicketDelivery>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<Callbacks.Callbacks>();
        services.AddSingleton<CallbackEndpoint>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxSender>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxSender>());
        services.AddSingleton<ReminderSender>();
        services.AddHostedService(provider => provider.GetRequiredService<ReminderSender>());
        return services;
    }
}
