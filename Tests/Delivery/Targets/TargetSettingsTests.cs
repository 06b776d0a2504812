using Bot.Delivery.Mail;
using Bot.Delivery.Targets;
using FluentAssertions;
using Microsoft.Extensions.Options;
using Tests.Fakes;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Targets;

public sealed class TargetSettingsTests
{
    private const string Good = FakeTicketSystem.WebhookSecret;

    [Theory]
    [InlineData("Kind=Fax", "Kind is \"Fax\"")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org/a;Secret=short", "Secret must be whsec_")]
    [InlineData("Kind=Webhook;Url=hooks.example.org;Secret=" + Good, "Url is \"hooks.example.org\"")]
    [InlineData("Kind=Webhook;Url=http://hooks.example.org;Secret=" + Good, "NotHttps")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org:8443;Secret=" + Good, "WrongPort")]
    [InlineData("Kind=Webhook;Url=https://10.0.0.1;Secret=" + Good, "HostIsNumeric")]
    [InlineData("Kind=Webhook;Url=https://a:b@hooks.example.org;Secret=" + Good, "UserInfo")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org;Secret=" + Good + ";CallbackSecret=x", "CallbackSecret must be")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org;Secret=" + Good + ";Name=a b", "Name is \"a b\"")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org;Secret=" + Good + ";Fields:0=everything", "Fields has \"everything\"")]
    [InlineData("Kind=Webhook;Url=https://hooks.example.org;Secret=" + Good + ";Timeout=00:01:00", "Timeout")]
    [InlineData("Kind=ServiceNow;Url=https://plan.service-now.com", "Secret is missing")]
    [InlineData("Kind=Freshdesk;Url=https://plan.freshdesk.com;Secret=k", "RequesterEmail is missing")]
    [InlineData("Kind=Zammad;Url=https://plan.zammad.com;Secret=k;RequesterEmail=a@b.org", "Set:group is missing")]
    [InlineData("Kind=JiraServiceManagement;Url=https://plan.atlassian.net;Secret=k;Set:serviceDeskId=1", "Set:requestTypeId is missing")]
    [InlineData("Kind=Email;To=nobody", "To is \"nobody\"")]
    [InlineData("Kind=Email;To=a@b.org", "Email:Host is not set")]
    [InlineData("Kind=File", "Path is missing")]
    public void A_wrong_setting_is_named_in_a_sentence(string settings, string named)
    {
        var all = settings.Split(';').Select(setting => setting.Split('=', 2)).ToDictionary(pair => $"Tickets:Targets:0:{pair[0]}", pair => (string?)pair[1]);

        FluentActions.Invoking(() => TestStorage.Create(all).Get<IOptions<TicketOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage($"*{named}*");
    }

    [Theory]
    [InlineData("Email:From=nobody", "Email:From")]
    [InlineData("Email:From=a@b.org;Email:Security=None", "Email:Security is None")]
    [InlineData("Email:From=a@b.org;Email:Port=0", "Email:Port")]
    [InlineData("Email:From=a@b.org;Email:User=u", "Email:Password")]
    [InlineData("Email:From=a@b.org\r\nBcc: x@y.org", "Email:From")]
    public void A_wrong_mail_setting_is_named_in_a_sentence(string settings, string named)
    {
        var all = settings.Split(';').Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
        all["Email:Host"] = "mail.plan.example.org";

        FluentActions.Invoking(() => TestStorage.Create(all).Get<IOptions<MailOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage($"*{named}*");
    }
}
