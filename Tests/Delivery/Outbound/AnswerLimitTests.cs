using System.IO.Compression;
using System.Net;
using System.Security.Authentication;
using Bot.Delivery.Outbound;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Tests.Fakes;
using Xunit;

namespace Tests.Delivery.Outbound;

/// <summary>What a receiver may do to us with its answer.</summary>
public sealed class AnswerLimitTests
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("gzip", Limit)]
    [InlineData("br", Limit)]
    [InlineData("deflate", Limit)]
    [InlineData("", Limit)]
    [InlineData("", 0)]
    public async Task An_answer_up_to_the_limit_is_read(string encoding, int bytes)
    {
        await using var receiver = await Receiver.StartAsync((_, response) => SendAsync(response, encoding, bytes));
        using var clients = Outbound.Trusting(receiver.Origin);

        (await clients.For(Outbound.Hooks).GetByteArrayAsync(receiver.Address)).Should().HaveCount(bytes);
    }

    [Theory]
    [InlineData("", Limit + 1)]
    [InlineData("", 200_000_000)]
    [InlineData("gzip", Limit + 1)]
    [InlineData("gzip", 200_000_000)]
    [InlineData("br", 200_000_000)]
    [InlineData("deflate", 200_000_000)]
    public async Task A_larger_answer_is_given_up_but_its_status_is_told(string encoding, int bytes)
    {
        await using var receiver = await Receiver.StartAsync((_, response) => SendAsync(response, encoding, bytes));
        using var clients = Outbound.Trusting(receiver.Origin);

        var call = () => clients.For(Outbound.Hooks).GetByteArrayAsync(receiver.Address);

        var fault = (await call.Should().ThrowAsync<HttpRequestException>()).Which;
        (fault.HttpRequestError, fault.StatusCode).Should().Be((HttpRequestError.ConfigurationLimitExceeded, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Where_only_the_status_matters_the_answer_is_not_read()
    {
        await using var receiver = await Receiver.StartAsync((_, response) => SendAsync(response, "gzip", 200_000_000));
        using var clients = Outbound.Trusting(receiver.Origin);
        using var request = new HttpRequestMessage(HttpMethod.Get, receiver.Address);
        request.Options.Set(GuardedHandler.StatusOnly, true);

        using var answer = await clients.For(Outbound.Hooks).SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Headers_beyond_measure_are_given_up()
    {
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.Headers["X-Large"] = new string('x', 40_000);
            return Task.CompletedTask;
        });
        using var clients = Outbound.Trusting(receiver.Origin);

        var call = () => clients.For(Outbound.Hooks).GetAsync(receiver.Address);

        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_hangs_or_drips_gets_no_more_than_the_patience_of_the_destination(bool drips)
    {
        await using var receiver = await Receiver.StartAsync(async (_, response) =>
        {
            while (!response.HttpContext.RequestAborted.IsCancellationRequested)
            {
                if (drips)
                {
                    await response.Body.WriteAsync("."u8.ToArray(), response.HttpContext.RequestAborted);
                    await response.Body.FlushAsync(response.HttpContext.RequestAborted);
                }

                await Task.Delay(20, response.HttpContext.RequestAborted);
            }
        });
        using var clients = Outbound.Trusting(receiver.Origin);
        var impatient = Outbound.Hooks with { AttemptTimeout = TimeSpan.FromMilliseconds(400) };

        var call = () => clients.For(impatient).GetAsync(receiver.Address);

        await call.Should().ThrowAsync<TaskCanceledException>();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_ends_the_call_although_the_origin_is_trusted()
    {
        using var certificate = Certificate.SelfSigned();
        await using var receiver = await Receiver.StartAsync((_, _) => Task.CompletedTask, certificate);
        using var clients = Outbound.Trusting(receiver.Origin);

        var call = () => clients.For(Outbound.Hooks).GetAsync(receiver.Address);

        (await call.Should().ThrowAsync<HttpRequestException>()).WithInnerException<AuthenticationException>();
        receiver.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_of_ours_goes_along_with_a_request()
    {
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        });
        using var clients = Outbound.Trusting(receiver.Origin);

        using var activity = new System.Diagnostics.Activity("turn").Start();
        using var first = await clients.For(Outbound.Hooks).GetAsync(receiver.Address);
        using var second = await clients.For(Outbound.Hooks).GetAsync(receiver.Address);

        receiver.Requests.Should().HaveCount(2).And.AllSatisfy(request => request.Headers.Keys.Should().BeEquivalentTo("Host", "Accept-Encoding"));
    }

    private static async Task SendAsync(HttpResponse response, string encoding, int bytes)
    {
        response.Headers.ContentEncoding = encoding;
        try
        {
            await using var body = encoding switch
            {
                "gzip" => new GZipStream(response.Body, CompressionLevel.Fastest),
                "br" => new BrotliStream(response.Body, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(response.Body, CompressionLevel.Fastest),
                _ => response.Body,
            };
            var zeros = new byte[Limit];
            for (var left = bytes; left > 0; left -= zeros.Length)
            {
                await body.WriteAsync(zeros.AsMemory(0, Math.Min(left, zeros.Length)), response.HttpContext.RequestAborted);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // They hung up, as they should.
        }
    }
}
