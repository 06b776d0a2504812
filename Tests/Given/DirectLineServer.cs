using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Tests.Given;

/// <summary>The whole program in this process, on real Kestrel and a free port, with a clock of the test's and nothing on the disk unless the test says so.</summary>
internal sealed class DirectLineServer : WebApplicationFactory<Program>
{
    internal const string Secret = "direct-line-secret-for-tests-0123456789";
    internal const string DeskKey = "desk-key-for-tests-0123456789";

    private readonly (string Key, string Value)[] _settings;

    private readonly Action<IServiceCollection> _change;

    private DirectLineServer((string, string)[] settings, Action<IServiceCollection> change)
    {
        _settings = settings;
        _change = change;
    }

    internal FakeTimeProvider Clock { get; } = new(Assistant.Start);

    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    internal static DirectLineServer Start(params (string Key, string Value)[] settings) => Start(_ => { }, settings);

    /// <summary>With some part of the program replaced.</summary>
    internal static DirectLineServer Start(Action<IServiceCollection> change, params (string Key, string Value)[] settings)
    {
        var server = new DirectLineServer(settings, change);
        server.UseKestrel();
        server.StartServer();
        server.Address = new Uri($"http://127.0.0.1:{server.ClientOptions.BaseAddress.Port}");

        return server;
    }

    /// <summary>A part of the program.</summary>
    internal T Of<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A caller with that bearer, or with none.</summary>
    internal HttpClient Caller(string? bearer = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);

        return client;
    }

    internal async Task<JsonElement> GenerateAsync(string user = "dl_alice")
    {
        using var plan = Caller(Secret);
        using var answer = await plan.PostAsync("/v3/directline/tokens/generate", JsonContent.Create(new { user = new { id = user } }));

        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A conversation that has been started and greeted.</summary>
    internal async Task<DirectLineChat> ChatAsync(string user = "dl_alice")
    {
        var token = await GenerateAsync(user);
        var chat = new DirectLineChat(Caller(token.GetProperty("token").GetString()), token.GetProperty("conversationId").GetString()!);
        using var answer = await chat.Client.PostAsync("/v3/directline/conversations", new StringContent("{}", Encoding.UTF8, "application/json"));
        chat.Started = await answer.Content.ReadFromJsonAsync<JsonElement>();

        return chat;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // A free port is asked for here: given to UseKestrel, it is set after the program has begun to start, and a start that is sooner fails (dotnet/aspnetcore#67714).
        (string, string)[] usual = [(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0"), ("Storage:Provider", "InMemory"), ("DirectLine:Secret", Secret), ("Desk:ApiKey", DeskKey)];
        foreach (var (key, value) in usual.Concat(_settings))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton(Assistant.Knowledge);
            services.AddSingleton(Assistant.Recogniser);
            _change(services);
        });
    }
}
