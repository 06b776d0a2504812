using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Browser;

public partial class SpanishPageTests(ChatBrowser browser) : IClassFixture<ChatBrowser>
{
    private const string Greeting = "¿Qué pasa cuando trata de iniciar sesión?";

    [Fact]
    public async Task A_member_whose_browser_is_spanish_goes_from_the_greeting_to_a_ticket_in_spanish()
    {
        var chat = await OpenAsync();
        await chat.ShootAsync("es-greeting");
        await chat.SaysAsync("dice que mi cuenta está bloqueada, lo intenté 5 veces");
        await chat.SeesAsync("bloqueada por ahora");
        await chat.ShootAsync("es-locked");
        await chat.SaysAsync("quiero hablar con una persona");
        await AnswerChecklistAsync(chat);
        await chat.ShootAsync("es-review");
        await chat.PressesAsync("Sí, enviar");
        await chat.SeesAsync("El número de su solicitud es");
        await chat.ShootAsync("es-sent");

        (await LanguageAsync(chat)).Should().Be("es");
        (await chat.Page.TitleAsync()).Should().StartWith("Ayuda para iniciar sesión");
        (await VisibleTextAsync(chat)).Should().NotContainAny("Sign-in help", "New chat", "Privacy", "Step ", "Type your message", "Send");
        chat.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_button_changes_the_page_and_the_talk_and_keeps_both_over_a_reload()
    {
        var chat = await browser.OpenAsync(320, 640);
        await chat.SaysAsync("the page stays blank");
        await chat.SeesAsync("Where are you signing in");

        await PressLanguageAsync(chat, "Español");
        await chat.SeesAsync("Seguimos en español");
        await chat.SeesAsync("¿Dónde inicia sesión");
        await chat.ShootAsync("es-switched-320");

        (await LanguageAsync(chat)).Should().Be("es");
        await chat.Page.ReloadAsync();
        await chat.SeesAsync("¿Dónde inicia sesión");
        (await LanguageAsync(chat)).Should().Be("es");
        (await chat.CountAsync("Seguimos en español")).Should().Be(1);
        (await OverflowAsync(chat)).Should().BeLessThanOrEqualTo(0);

        await PressLanguageAsync(chat, "English");
        await chat.SeesAsync("We'll go on in English");
        (await LanguageAsync(chat)).Should().Be("en");
    }

    [Fact]
    public async Task Asking_in_the_chat_changes_the_page_around_it_too()
    {
        var chat = await browser.OpenAsync();
        await chat.SaysAsync("en español por favor");

        await chat.SeesAsync("Seguimos en español");

        await chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Chat nuevo" }).WaitForAsync();
        (await LanguageAsync(chat)).Should().Be("es");
    }

    [Fact]
    public async Task The_button_on_a_spanish_page_of_the_plan_is_spanish()
    {
        var page = await browser.BlankAsync();
        await page.RouteAsync("**/pagina", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<!doctype html><html lang=es-US><meta charset=utf-8><title>Plan</title><main><h1>Plan</h1></main><script src='{browser.Server.Address}embed.js' async></script></html>",
        }));
        await page.GotoAsync($"{browser.Server.Address}pagina");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Ayuda para iniciar sesión" }).ClickAsync();

        await page.FrameLocator("iframe").GetByText(Greeting).First.WaitForAsync();
    }

    [Fact]
    public async Task A_member_sets_a_new_password_in_spanish_on_a_page_and_with_mails_in_spanish()
    {
        var chat = await OpenAsync();
        await AnswersAsync(chat, "olvidé mi contraseña", "¿Qué correo electrónico, nombre de usuario");
        await AnswersAsync(chat, "member7@example.org", "¿Cómo le mando el código?");
        await AnswersAsync(chat, "por correo", "un correo con un código");
        using var http = browser.Server.Client();
        var mail = (await http.GetFromJsonAsync<JsonElement>("/sandbox/messages")).GetProperty("messages").EnumerateArray().First(message => message.GetProperty("member").GetString() == "member7");
        mail.GetProperty("subject").GetString().Should().Be("Su código de inicio de sesión");
        await AnswersAsync(chat, CodeIn().Match(mail.GetProperty("text").GetString()!).Value, "su propio enlace");
        await chat.ShootAsync("es-link");

        var page = await chat.Page.Context.RunAndWaitForPageAsync(() => chat.Bubbles.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Hacer una contraseña nueva" }).Last.ClickAsync());
        await page.SetViewportSizeAsync(320, 640);
        var once = new PortalDriver(page, browser.Server.Address);
        var faults = new List<string>();
        await once.SeesAsync("Esta página se abre una sola vez");
        faults.AddRange(await once.FaultsAsync("before"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Abrir la página" }).ClickAsync();
        await once.SeesAsync("Elija una contraseña nueva");
        faults.AddRange(await once.FaultsAsync("form"));
        await once.FillAsync(("#password", "una frase larga y nueva"), ("#again", "otra frase larga"));
        await once.SeesAsync("Las dos contraseñas no son iguales");
        faults.AddRange(await once.FaultsAsync("error"));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "Pictures", "es-once-error.png"), FullPage = true });
        await once.FillAsync(("#password", "una frase larga y nueva"), ("#again", "una frase larga y nueva"));
        await once.SeesAsync("Su contraseña nueva ya está");
        faults.AddRange(await once.FaultsAsync("done"));
        await AnswersAsync(chat, "ya la hice", "Su contraseña nueva ya está");

        faults.Should().BeEmpty();
        (await page.EvaluateAsync<string>("() => document.documentElement.lang")).Should().Be("es");
        chat.Errors.Should().BeEmpty();
    }

    private static async Task AnswersAsync(ChatDriver chat, string says, string sees)
    {
        await chat.SaysAsync(says);
        await chat.SeesAsync(sees);
    }

    [GeneratedRegex("[0-9]{4} ?[0-9]{4}")]
    private static partial Regex CodeIn();

    private Task<ChatDriver> OpenAsync() => browser.OpenAsync(language: "es-MX", greeting: Greeting);

    private static Task<string> LanguageAsync(ChatDriver chat) => chat.Page.EvaluateAsync<string>("() => document.documentElement.lang");

    private static Task<int> OverflowAsync(ChatDriver chat) => chat.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    private static Task<string> VisibleTextAsync(ChatDriver chat) => chat.Page.EvaluateAsync<string>("() => document.querySelector('header').innerText + document.querySelector('.about').innerText + document.querySelector('[data-id=webchat-sendbox-input]').placeholder");

    private static Task PressLanguageAsync(ChatDriver chat, string name) => chat.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    /// <summary>Answers whatever is asked, since what was said before is not asked again.</summary>
    private static async Task AnswerChecklistAsync(ChatDriver chat)
    {
        const string Done = "Esto es lo que enviaría";
        (string Question, string Answer)[] answers =
        [
            ("¿Empezamos?", "sí"), ("nombre completo", "José Núñez"), ("fecha de nacimiento", "12 de abril de 1980"), ("número de miembro", "12345678"), ("correo electrónico o teléfono", "jose@example.com"),
            ("entró por última vez", "el martes pasado"), ("palabra por palabra", "Account temporarily locked"), ("Cuándo pasó", "ayer a las 9:15"), ("sitio web o en la aplicación", "en el sitio web"),
            ("Qué navegador", "Chrome 141"),
        ];
        while (await chat.SeesOneOfAsync([Done, .. answers.Select(pair => pair.Question)]) is var seen && seen != Done)
        {
            var open = answers.First(pair => pair.Question == seen);
            answers = [.. answers.Where(pair => pair != open)];
            await chat.SaysAsync(open.Answer);
        }
    }
}
